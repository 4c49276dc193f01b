drop table feedback;
