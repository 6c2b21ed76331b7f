alter table users validate constraint users_deleted_check;
