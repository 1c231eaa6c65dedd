// Adds up the events of a file by DuckDB, each once, as `rollup sum` does, and
// prints the number of rows and the totals: node duckdb.mjs FILE THREADS
import { createRequire } from 'node:module';

const { DuckDBInstance } = createRequire(process.cwd() + '/')('@duckdb/node-api');
const [file, threads] = process.argv.slice(2);
const texts = ['provider', 'model', 'project_id', 'service_name', 'team_id', 'request_type', 'environment', 'status', 'usage_status', 'service_tier', 'region'];
const counts = ['input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_5m_tokens', 'cache_write_1h_tokens', 'reasoning_tokens', 'audio_input_tokens', 'audio_output_tokens', 'image_tokens'];
const others = ['requested_model', 'user_id', 'request_id', 'attempt_group', 'units', 'call_site'];
const numbers = ['total_tokens', 'attempt', 'latency_ms', 'first_token_ms', 'http_status'];
// Types are given, so that DuckDB need not guess them; the order is that of the header.
const type = name => name === 'event_id' ? 'UUID' : name === 'ts' ? 'TIMESTAMPTZ' : counts.includes(name) || numbers.includes(name) ? 'BIGINT' : 'VARCHAR';
const order = 'event_id,ts,team_id,provider,model,requested_model,input_tokens,output_tokens,total_tokens,cache_read_tokens,cache_write_5m_tokens,cache_write_1h_tokens,reasoning_tokens,audio_input_tokens,audio_output_tokens,image_tokens,project_id,service_name,user_id,request_type,environment,request_id,attempt,attempt_group,latency_ms,first_token_ms,status,http_status,usage_status,service_tier,region,units,call_site'.split(',');
const struct = names => '{' + names.map(n => `${n}: '${type(n)}'`).join(', ') + '}';
const source = file.endsWith('.csv')
  ? `read_csv('${file}', header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = ${struct(order)})`
  : `read_json('${file}', format = 'newline_delimited', columns = ${struct(['event_id', 'ts', ...texts, ...counts])})`;

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run("set TimeZone = 'UTC'");
await connection.run('set preserve_insertion_order = false');
if (process.env.DUCKDB_MEMORY) await connection.run(`set memory_limit = '${process.env.DUCKDB_MEMORY}'`);
if (process.env.TMPDIR) await connection.run(`set temp_directory = '${process.env.TMPDIR}/duckdb'`);
const keys = 'day, team_id, project_id, service_name, request_type, environment, provider, model, service_tier, region';
const sql = `
select count(*) as rows, sum(requests) as requests, sum(errors) as errors, ${counts.map(c => `sum(${c}) as ${c}`).join(', ')}
from (
  select ${keys}, count(*) as requests, count(*) filter (status = 'error') as errors, ${counts.map(c => `coalesce(sum(${c}), 0) as ${c}`).join(', ')}
  from (
    select distinct on (event_id, ts, team_id) date_trunc('day', ts) as day, *
    from ${source}
  )
  group by ${keys}
)`;
const reader = await connection.runAndReadAll(sql);
console.log(reader.getRows()[0].map(String).join(' '));
