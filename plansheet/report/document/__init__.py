"""The consolidation as documents in Word: letters to agencies, the report as an issued document."""
