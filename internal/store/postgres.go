package store

import "context"

func openPostgres(ctx context.Context, address string, mode Mode) (*Ledger, error) {
	return nil, &Error{Ledger: "postgres", Msg: "not yet"}
}
