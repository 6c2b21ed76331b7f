alter table users drop constraint users_roles_check;
alter table users add constraint users_roles_check
    check (roles <@ array ['viewer', 'developer', 'performance', 'operator', 'admin']) not valid;
