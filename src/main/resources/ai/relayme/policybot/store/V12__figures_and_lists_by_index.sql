-- Lists show a conversation by the newest answer that a filter lets through: of each answer they ask whether there is a newer one.
create index answer_of_conversation on answer (conversation_id, id);
drop index answer_conversation;

-- What could not be answered, with all that gaps are told by: an answer's row has its texts in it, and none of them is needed.
drop index answer_reason;
create index answer_reason on answer (reason, id, topic, language, top_passage) where reason is not null;

-- The same for the figures of a time.
drop index answer_created;
create index answer_created on answer (created_at, id, conversation_id, language, outcome, reason, mode, took_micros,
    first_segment_micros, input_tokens, output_tokens);
