-- The end of the last time in which logins were refused unseen and the audit was told so.
alter table login_failures add column told_until timestamptz;
