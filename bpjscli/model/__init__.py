"""What a figure, source, area, period, interval and unit is: frozen values that know neither files nor text."""
