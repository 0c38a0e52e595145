-- A second factor of staff: a secret that is sealed with a key of the data folder, and codes
-- for when the telephone is lost. How old a password is. And tokens of machines.

alter table users add column password_at timestamptz not null default now();

create table second_factors (
    user_id      bigint primary key references users,
    secret       bytea not null,
    began_at     timestamptz not null,
    confirmed_at timestamptz,
    step         bigint not null default 0 -- the last that was used: a code opens once
);

create table recovery_codes (
    user_id bigint not null references users,
    hash    text not null, -- SHA-256
    used_at timestamptz,
    primary key (user_id, hash)
);

create table machine_tokens (
    id         text primary key,
    hash       text not null unique, -- SHA-256
    login      text not null,
    token      jsonb not null,       -- org.MachineToken as it was made
    expires_at timestamptz not null,
    revoked_at timestamptz,
    revoked_by jsonb,
    used_at    timestamptz
);
create unique index machine_tokens_name on machine_tokens (login, (token->>'name')) where revoked_at is null;

---- create above / drop below ----

drop table machine_tokens, recovery_codes, second_factors;
alter table users drop column password_at;
