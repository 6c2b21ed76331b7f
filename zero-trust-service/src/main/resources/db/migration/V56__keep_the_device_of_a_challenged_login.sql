-- As the caller named it: no reference, because it is looked at only when the second factor was right.
alter table mfa_challenges add column device_id uuid;
