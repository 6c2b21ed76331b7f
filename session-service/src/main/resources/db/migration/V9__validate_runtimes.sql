alter table session validate constraint session_runtime_known;
