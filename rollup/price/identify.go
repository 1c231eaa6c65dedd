package price

// Identify returns the names of a provider and a model in the table, whatever alias
// they are called by. What is not in it keeps its name, and known is false.
func (t *Table) Identify(providerName, modelName string) (provider, model string, known bool) {
	for _, d := range t.deployments {
		if (d.provider == "" || t.canonical(d.provider) == t.canonical(providerName)) && Glob(d.name, modelName) && !d.provisioned {
			providerName, modelName = d.toProvider, d.toModel
			break
		}
	}
	for _, l := range t.layers {
		if m := l.find(providerName, modelName); m != nil {
			return m.provider.name, m.name, true
		}
	}
	return t.canonical(providerName), modelName, false
}

// Tier is the name of a service tier: "standard" for all names of the ordinary one.
func (t *Table) Tier(name string) string {
	f := finder{table: t}
	f.ServiceTier = name
	return f.tierName()
}
