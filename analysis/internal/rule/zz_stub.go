package rule

type View struct{}

func (v *View) Lookup(q string) *Symbol             { return nil }
func (v *View) Guess(name, method string) []*Symbol { return nil }
func (v *View) Naming(name string) Bits             { return 0 }
func (s *Symbol) Member(name string) *Symbol        { return nil }
