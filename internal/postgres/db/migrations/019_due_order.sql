-- Lists by limit go on page by page: thousands of limits end at the same closing hour.

create index tickets_due_number on tickets (due, number) where is_open and due is not null;
drop index tickets_due;

---- create above / drop below ----

create index tickets_due on tickets (due) where is_open and due is not null;
drop index tickets_due_number;
