package store

import "context"

// Identity tells databases apart that may be reached by several names; a replica has
// that of its primary. It is empty if the server does not tell.
func (s *Store) Identity(ctx context.Context) (string, error) {
	var id *string
	if err := s.pool.QueryRow(ctx, statement("identity")).Scan(&id); err != nil {
		return "", err
	}
	if id == nil {
		return "", nil
	}
	return *id, nil
}
