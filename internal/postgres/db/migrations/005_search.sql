-- Full-text search in Chinese: the tokens are made by the service, as
-- PostgreSQL's own parsers know no Chinese words. Tokens that begin with "~" say
-- who the citizen is; of masked tickets units find only the others.

alter table tickets add column words tsvector;
alter table tickets alter column words set statistics 1000;
create index tickets_words on tickets using gin (words);
create index tickets_unread on tickets (number) where words is null;

---- create above / drop below ----

alter table tickets drop column words;
