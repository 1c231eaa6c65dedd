-- How reports are planned. Conditions on parameters are decided before the rows are read.
-- Groups are always hashed: their number is overestimated, since it is taken for the product
-- of those of the columns, and sorting a year of sums takes four times as long. Compiling
-- takes longer than what it is for.
select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('enable_sort', 'off', true),
    set_config('work_mem', '64MB', true), set_config('jit', 'off', true)
