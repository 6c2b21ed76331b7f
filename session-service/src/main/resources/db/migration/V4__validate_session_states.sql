alter table session validate constraint session_status_known;
