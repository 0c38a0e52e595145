-- The numbers that citizens call, and what units of the tree set for the numbers below them
-- (S005, M22). They are part of what the telecom administrator edits: each change is one of
-- menu_state.generation, and stands in menu_records. The hotline's own number needs no row.

create table line_numbers (number text primary key, item jsonb not null);
create table line_units (unit text primary key, item jsonb not null);

---- create above / drop below ----

drop table line_units, line_numbers;
