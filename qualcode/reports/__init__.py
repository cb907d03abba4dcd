"""What a report says, as neutral blocks: parts from material, wording in three languages, writers for files."""
