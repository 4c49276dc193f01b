-- Times are milliseconds since 1970-01-01T00:00:00Z.

-- Whoever works in the console. Without a password nobody can log in by that name.
create table agent (
    name        text   not null primary key,
    role        text   not null,
    password    text,
    created_at  bigint not null,
    disabled_at bigint
);

-- Links that let an agent choose a password, once; kept as hashes.
create table setup_link (
    hash       text   not null primary key,
    agent      text   not null references agent (name) on delete cascade,
    expires_at bigint not null
);

-- Sessions of agents; kept as hashes.
create table agent_session (
    hash       text   not null primary key,
    agent      text   not null references agent (name) on delete cascade,
    created_at bigint not null,
    used_at    bigint not null
);

-- Logins that failed, by what they had in common; kept as keyed hashes.
create table login_failure (
    source   text    not null primary key,
    began_at bigint  not null,
    failures integer not null
);

-- What agents did and what they were shown; entries are only added.
create table audit_log (
    id     text   not null primary key,
    at     bigint not null,
    agent  text   not null,
    action text   not null,
    target text   not null,
    detail text   not null
);

create index audit_log_target on audit_log (target, id);
