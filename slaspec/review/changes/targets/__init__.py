"""What is promised: targets, objectives and what stands behind them."""
