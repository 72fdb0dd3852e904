"""Pages of households and neighbours."""
