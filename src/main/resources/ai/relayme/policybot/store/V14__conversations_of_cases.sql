-- The conversation that a case's transcript is a copy of: erasing it erases the copy.
alter table case_file add column conversation_id text;
create index case_file_conversation on case_file (conversation_id) where conversation_id is not null;
