"""From a download of a learning platform to the folders of the students."""
