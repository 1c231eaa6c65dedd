{{/* Arrays of equal length that together are part_priced. */ -}}
$1::date[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[]
