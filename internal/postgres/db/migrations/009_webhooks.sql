-- Other systems that are told of tickets' moves, and what they have not got yet.

create table webhooks (
    id         text primary key,
    url        text not null,
    secret     text not null, -- whsec_ and base64; messages are signed with it
    old_secret text not null default '',
    old_until  timestamptz, -- until then messages carry both signatures
    events     text[] not null, -- none: all
    active     boolean not null default true,
    off_reason text not null default '', -- why it was switched off by itself
    created_by text not null,
    created_at timestamptz not null,
    delivered_at timestamptz
);

-- A message leaves this table when it was delivered.
create table webhook_deliveries (
    id      text primary key, -- of webhook, ticket and entry: a receiver can drop doubles
    webhook text not null references webhooks on delete cascade,
    ticket  text not null,
    seq     int not null,
    event   text not null,
    body    text not null, -- as it is signed and sent
    dead    boolean not null default false, -- given up; an administrator can send it again
    tries   int not null default 0,
    reason  text not null default '', -- why the last try failed
    next_at timestamptz, -- of the next try
    at      timestamptz not null, -- of the entry, then of the last try
    unique (webhook, ticket, seq)
);
create index webhook_deliveries_dead on webhook_deliveries (at) where dead;

---- create above / drop below ----

drop table webhook_deliveries;
drop table webhooks;
