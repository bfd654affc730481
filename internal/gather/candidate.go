package gather

// Candidate is a report made ready to be compared with many others. It does not
// change, so several goroutines may use it.
type Candidate struct {
	Report Report
	fact   *fact
	keys   []string
}

// Prepare makes a report ready for Linked.
func Prepare(r Report) *Candidate {
	c := &Candidate{Report: r}
	c.fact = factOf(&c.Report)
	c.keys = keysOf(c.fact)
	return c
}

// Keys are those of the report's event, see Keys.
func (c *Candidate) Keys() []string { return c.keys }

// Linked is Linked of the two reports.
func (c *Candidate) Linked(d *Candidate) bool {
	return sharesKey(c.keys, d.keys) && mayBeOne(c.fact, d.fact)
}
