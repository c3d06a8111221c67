#define _GNU_SOURCE
#include "measure.h"

#include "options.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

// MARK: - Processes

// Exact, but threads that have ended are gone.
static double thread_seconds(pid_t pid) {
  double seconds = 0;
  char name[320];
  snprintf(name, sizeof name, "/proc/%d/task", pid);
  DIR *threads = opendir(name);
  if (!threads) return 0;
  for (struct dirent *thread; (thread = readdir(threads));) {
    snprintf(name, sizeof name, "/proc/%d/task/%s/schedstat", pid, thread->d_name);
    FILE *file = thread->d_name[0] == '.' ? NULL : fopen(name, "r");
    if (!file) continue;
    unsigned long long nanoseconds;
    if (fscanf(file, "%llu", &nanoseconds) == 1) seconds += (double)nanoseconds / 1e9;
    fclose(file);
  }
  closedir(threads);
  return seconds;
}

double server_cpu(void) {
  double seconds = 0;
  for (int index = 0; index < options.pid_count; index++) seconds += thread_seconds(options.pids[index]);
  return seconds;
}

double own_cpu(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double machine_cpu(void) {
  unsigned long user, nice, system, idle, wait, irq, soft_irq;
  FILE *file = fopen("/proc/stat", "r");
  if (!file) return 0;
  int fields = fscanf(file, "cpu %lu %lu %lu %lu %lu %lu %lu", &user, &nice, &system, &idle, &wait, &irq, &soft_irq);
  fclose(file);
  return fields == 7 ? (double)(user + nice + system + irq + soft_irq) / (double)sysconf(_SC_CLK_TCK) : 0;
}

long server_rss(void) {
  long pages_in_all = 0;
  for (int index = 0; index < options.pid_count; index++) {
    char name[64];
    snprintf(name, sizeof name, "/proc/%d/statm", options.pids[index]);
    FILE *file = fopen(name, "r");
    long pages;
    if (!file) continue;
    if (fscanf(file, "%*d %ld", &pages) == 1) pages_in_all += pages;
    fclose(file);
  }
  return pages_in_all * (sysconf(_SC_PAGESIZE) / 1024);
}

// MARK: - Histograms

static int bucket_of(uint64_t value) {
  if (value < 64) return (int)value;
  int exponent = 63 - __builtin_clzll(value);
  return (exponent - 5) * 64 + (int)(value >> (exponent - 6) & 63);
}

static uint64_t least_of(int bucket) {
  if (bucket < 64) return (uint64_t)bucket;
  int exponent = bucket / 64 + 5;
  return (1ull << exponent) + ((uint64_t)(bucket % 64) << (exponent - 6));
}

void count_value(struct histogram *histogram, uint64_t value) {
  histogram->buckets[bucket_of(value)]++;
  histogram->count++;
  if (value > histogram->greatest) histogram->greatest = value;
}

uint64_t quantile(const struct histogram *histogram, double fraction) {
  uint64_t wanted = (uint64_t)(fraction * (double)histogram->count), seen = 0;
  for (int bucket = 0; bucket < 64 * 64; bucket++) {
    seen += histogram->buckets[bucket];
    if (seen > wanted) return least_of(bucket);
  }
  return 0;
}
