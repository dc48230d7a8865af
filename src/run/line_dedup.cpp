#include "run/line_dedup.h"

#include <sys/stat.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

#include "dedup/seen_fingerprints.h"
#include "run/batch_spool.h"
#include "run/line_block.h"

namespace dechaff {
namespace {

class Blocks {
 public:
  explicit Blocks(const RunOptions& options) : options_(options) {
    for (const std::string& file : options.files) {
      struct stat about {};
      if (file == "-" || ::stat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return;
      total_ += static_cast<std::uint64_t>(about.st_size);
    }
    known_ = true;
  }

  /// False at the end of the last file.
  bool next(LineBlock& block) {
    block.error.reset();
    block.batch.bytes.clear();
    while (!stopped_) {
      try {
        if (!reader_) {
          if (file_ == options_.files.size()) return false;
          if (source_) taken_ += source_->file_taken();
          source_.reset();
          source_.emplace(options_.files[file_++], 1U, bytes::FirstBytes::decide,
                          options_.reading.encoding);
          reader_.emplace(*source_, reading());
        }
        block.share = share();
        if (reader_->next(block.batch)) return true;
        if (source_->next_member()) {
          reader_.emplace(*source_, reading());
        } else {
          reader_.reset();
        }
      } catch (const Error& error) {
        block.error = error;
        block.batch.bytes.clear();
        stopped_ = options_.stop_at_error;
        return true;
      }
    }
    return false;
  }

 private:
  formats::ReadOptions reading() const {
    formats::ReadOptions out = options_.reading;
    out.format = formats::Format::lines;
    out.batch = std::min(out.batch, std::size_t{1} << 18);  // stays in the cache
    return out;
  }

  double share() const {
    if (!known_ || total_ == 0) return 0;
    return static_cast<double>(taken_ + source_->file_taken()) / static_cast<double>(total_);
  }

  const RunOptions& options_;
  std::uint64_t total_ = 0, taken_ = 0;  // bytes of all files, and of those that were read
  bool known_ = false;                   // how many they are
  std::optional<bytes::Source> source_;
  std::optional<formats::Reader> reader_;
  std::size_t file_ = 0;
  bool stopped_ = false;
};

/// Asks the table; the only part that must see the blocks in order.
class LineLookup {
 public:
  explicit LineLookup(const LineDedup& how) : seen_(how.memory, how.bloom) {
    static constexpr const char* kinds[] = {"line exact", "line folded", "line folded any-digit"};
    if (!how.store.empty()) seen_.open_store(how.store, kinds[static_cast<std::size_t>(how.match)]);
  }

  void look_up(LineBlock& block) {
    if (block.share > 0) seen_.expect_by(std::min(block.share, 1.0));
    const std::span<const text::Hash128> keys(block.keys.data(), block.size);
    block.put_off = !seen_.answers(keys.size());
    if (block.put_off) {
      seen_.learn(keys);
    } else {
      seen_.ask(keys, block.fresh);
    }
  }

  void settle() { seen_.settle(); }

  void commit(const RunOptions& options) {
    if (options.secure) options.secure();
    seen_.commit();
  }

 private:
  dedup::SeenFingerprints seen_;
};

void write(LineBlock& block, const RunOptions& options, bytes::Output& out, RunTotals& totals) {
  if (block.error) {
    ++totals.errors;
    if (options.report) options.report(*block.error);
  }
  if (block.put_off) return;
  const std::string_view kept = block.without_repeats();
  out.write(kept);
  totals.bytes_out += kept.size();
  totals.bytes_in += block.batch.bytes.size();
  totals.documents += block.records;
  totals.invalid_documents += block.invalid;
  if (options.progress) options.progress(totals);
}

/// The blocks of `next` through hashing, the table and `put`, each in order.
class BlockPipeline {
 public:
  using Next = std::function<bool(LineBlock&)>;
  using Put = std::function<void(LineBlock&)>;

  BlockPipeline(unsigned jobs, LineMatch match, LineLookup& lookup, const Put& put)
      : jobs_(jobs), match_(match), lookup_(lookup), put_(put) {}

  void run(const Next& next) {
    if (jobs_ <= 1) {
      LineBlock block;
      while (next(block)) {
        block.hash(match_);
        lookup_.look_up(block);
        put_(block);
      }
    } else {
      run_parallel(next);
    }
  }

 private:
  void run_parallel(const Next& next) {
    using tbb::filter_mode;
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, jobs_);
    std::vector<std::unique_ptr<LineBlock>> owned;  // as many as the pipeline has tokens
    std::vector<LineBlock*> free;
    std::mutex mutex;
    const auto take = [&] {
      const std::scoped_lock lock(mutex);
      if (free.empty()) {
        owned.push_back(std::make_unique<LineBlock>());
        free.push_back(owned.back().get());
      }
      LineBlock* block = free.back();
      free.pop_back();
      return block;
    };
    const auto read = tbb::make_filter<void, LineBlock*>(
        filter_mode::serial_in_order, [&](tbb::flow_control& flow) -> LineBlock* {
          LineBlock* block = take();
          if (next(*block)) return block;
          flow.stop();
          return nullptr;
        });
    const auto hash =
        tbb::make_filter<LineBlock*, LineBlock*>(filter_mode::parallel, [&](LineBlock* block) {
          block->hash(match_);
          return block;
        });
    const auto ask = tbb::make_filter<LineBlock*, LineBlock*>(filter_mode::serial_in_order,
                                                              [&](LineBlock* block) {
                                                                lookup_.look_up(*block);
                                                                return block;
                                                              });
    const auto put =
        tbb::make_filter<LineBlock*, void>(filter_mode::serial_in_order, [&](LineBlock* block) {
          put_(*block);
          const std::scoped_lock lock(mutex);
          free.push_back(block);
        });
    tbb::parallel_pipeline(jobs_ + 2, read & hash & ask & put);
  }

  unsigned jobs_;
  LineMatch match_;
  LineLookup& lookup_;
  const Put& put_;
};

}  // namespace

RunTotals dedup_lines(const RunOptions& options, const LineDedup& how, bytes::Output& out) {
  RunTotals totals;
  totals.stages.push_back({"dedup", 0, 0});
  Blocks blocks(options);
  LineLookup lookup(how);
  BatchSpool later;
  const BlockPipeline::Put put = [&](LineBlock& block) {
    write(block, options, out, totals);
    if (block.put_off) later.put(block.batch);
  };
  BlockPipeline line(options.jobs, how.match, lookup, put);
  line.run([&](LineBlock& block) { return blocks.next(block); });
  if (!later.empty()) {
    lookup.settle();
    line.run([&](LineBlock& block) {
      block.error.reset();
      return later.next(block.batch);
    });
  }
  lookup.commit(options);
  return totals;
}

}  // namespace dechaff
