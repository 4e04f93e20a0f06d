-- Notifications: documents, the delivery log, and what lists and sweeps read of them.
CREATE TABLE grain_state_notifications_app PARTITION OF grain_state FOR VALUES IN ('notifications.app');
CREATE TABLE grain_state_notifications_workflow PARTITION OF grain_state FOR VALUES IN ('notifications.workflow');
CREATE TABLE grain_state_notifications_trigger PARTITION OF grain_state FOR VALUES IN ('notifications.trigger');
CREATE TABLE grain_state_notifications_topic PARTITION OF grain_state FOR VALUES IN ('notifications.topic', 'notifications.topicpage');
CREATE TABLE grain_state_notifications_subscriber PARTITION OF grain_state FOR VALUES IN ('notifications.subscriber');
CREATE TABLE grain_state_notifications_dispatch PARTITION OF grain_state FOR VALUES IN ('notifications.dispatch');
CREATE TABLE grain_state_notifications_address PARTITION OF grain_state FOR VALUES IN ('notifications.address');
CREATE TABLE journal_notifications PARTITION OF journal FOR VALUES IN ('notifications');
