"""Rules over several agreements: tiers, suppliers, customers with more than one agreement."""
