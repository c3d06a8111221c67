// Clocks, what the kernel says about processes, and how values are spread.
#ifndef MEASURE_H
#define MEASURE_H

#include <stdint.h>

// Nanoseconds of the monotonic clock.
uint64_t now(void);

// Seconds that the server's processes have computed, by all their threads.
double server_cpu(void);
// The same for this process, and for the whole machine.
double own_cpu(void);
double machine_cpu(void);
// Memory of the server's processes that is resident, in KiB.
long server_rss(void);

// Counts values in buckets that are at most 1/64 wide.
struct histogram {
  uint64_t buckets[64 * 64];
  uint64_t count, greatest;
};

void count_value(struct histogram *histogram, uint64_t value);
// The value that a fraction of the others is below.
uint64_t quantile(const struct histogram *histogram, double fraction);

#endif
