"""plansheet: provincial plans in Excel, from the plan to the consolidated report."""
