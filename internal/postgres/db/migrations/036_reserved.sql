-- Nothing: the number is another change's.

select 1;

---- create above / drop below ----

select 1;
