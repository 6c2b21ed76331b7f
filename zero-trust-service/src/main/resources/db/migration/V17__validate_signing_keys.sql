-- Apart from the change, so that rows are read without keeping others from writing.
alter table signing_keys validate constraint signing_keys_state_check;
alter table signing_keys validate constraint signing_keys_times_check;
