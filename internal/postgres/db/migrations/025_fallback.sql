-- What the dialplan's fallback did with a call that the service had: it is laid over the
-- record, which stays the engine's, and so survives its later revisions.

alter table calls add column fallback jsonb;

---- create above / drop below ----

alter table calls drop column fallback;
