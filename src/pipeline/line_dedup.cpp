#include "pipeline/line_dedup.h"

#include <simdjson.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "core/line_table.h"
#include "io/batch_spool.h"
#include "repeats/fold.h"
#include "repeats/seen_fingerprints.h"

namespace dechaff {
namespace {

/// Some whole lines, their fingerprints, and which of them are new.
struct Block {
  io::Batch batch;
  std::vector<Span> lines;  // with their endings; only those that are not blank
  std::vector<text::Hash128> keys;
  std::vector<std::uint8_t> fresh;
  std::size_t records = 0, invalid = 0;
  std::optional<Error> error;
  bool put_off = false;  // it was only learned, and comes again
};

class Blocks {
 public:
  explicit Blocks(const RunOptions& options) : options_(options) {}

  /// False at the end of the last file.
  bool next(Block& block) {
    block.error.reset();
    block.batch.bytes.clear();
    while (!stopped_) {
      try {
        if (!reader_) {
          if (file_ == options_.files.size()) return false;
          source_.reset();
          source_.emplace(options_.files[file_++]);
          io::ReadOptions reading = options_.reading;
          reading.format = io::Format::lines;
          reading.batch = std::min(reading.batch, std::size_t{1} << 18);  // stays in the cache
          reader_.emplace(*source_, reading);
        }
        if (reader_->next(block.batch)) return true;
        reader_.reset();
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
  const RunOptions& options_;
  std::optional<io::Source> source_;
  std::optional<io::Reader> reader_;
  std::size_t file_ = 0;
  bool stopped_ = false;
};

/// Calls `take(line with its ending, line without)` for the lines of `bytes`, as LineTable cuts
/// them.
template <class Take>
void each_line(std::string_view bytes, Take take) {
  const bool plain = std::memchr(bytes.data(), '\r', bytes.size()) == nullptr &&
                     bytes.find("\xE2\x80\xA8") == std::string_view::npos &&
                     bytes.find("\xE2\x80\xA9") == std::string_view::npos;
  if (!plain) {
    LineTable table;
    table.assign(bytes);
    for (std::size_t i = 0; i < table.size(); ++i)
      take(Span{table.span[i].begin, table.next[i]}, table.text[i]);
    return;
  }
  for (std::size_t at = 0; at < bytes.size();) {
    const void* found = std::memchr(bytes.data() + at, '\n', bytes.size() - at);
    const std::size_t end =
        found == nullptr ? bytes.size()
                         : static_cast<std::size_t>(static_cast<const char*>(found) - bytes.data());
    const std::size_t next = found == nullptr ? end : end + 1;
    take(Span{at, next}, bytes.substr(at, end - at));
    at = next;
  }
}

void hash_lines(Block& block, LineMatch match) {
  const std::string_view bytes = block.batch.bytes;
  block.lines.clear();
  block.keys.clear();
  block.records = 0;
  std::string folded;
  each_line(bytes, [&](Span whole, std::string_view line) {
    ++block.records;
    const auto bare = [](char c) { return c > ' ' && c < 0x7F; };  // no white space begins so
    std::string_view said = line;
    if (line.empty() || !bare(line.front()) || !bare(line.back())) said = trim(line);
    if (said.empty()) return;
    if (match != LineMatch::exact) {
      repeats::fold(said, match == LineMatch::folded_any_digit, folded);
      if (folded.empty()) return;
      said = folded;
    }
    block.lines.push_back(whole);
    block.keys.push_back(text::hash128(said));
  });
  block.invalid = 0;
  if (!simdjson::validate_utf8(bytes.data(), bytes.size())) {
    each_line(bytes, [&](Span, std::string_view line) {
      block.invalid += simdjson::validate_utf8(line.data(), line.size()) ? 0U : 1U;
    });
  }
}

/// Asks the table; the only part that must see the blocks in order.
class Judge {
 public:
  explicit Judge(const LineDedup& how) : seen_(how.memory, how.bloom) {
    static constexpr const char* kinds[] = {"line exact", "line folded", "line folded any-digit"};
    if (!how.store.empty()) seen_.open_store(how.store, kinds[static_cast<std::size_t>(how.match)]);
  }

  void look_up(Block& block) {
    block.put_off = !seen_.answers(block.keys.size());
    if (block.put_off) {
      seen_.learn(block.keys);
    } else {
      block.fresh.resize(block.keys.size());
      seen_.ask(block.keys, block.fresh);
    }
  }

  void settle() { seen_.settle(); }

  void commit(const RunOptions& options) {
    if (options.secure) options.secure();
    seen_.commit();
  }

 private:
  repeats::SeenFingerprints seen_;
};

void write(const Block& block, const RunOptions& options, io::Output& out, RunTotals& totals) {
  if (block.error) {
    ++totals.errors;
    if (options.report) options.report(*block.error);
  }
  const std::string_view bytes = block.batch.bytes;
  if (block.put_off) return;
  std::size_t from = 0;
  for (std::size_t i = 0; i < block.lines.size(); ++i) {
    if (block.fresh[i] != 0) continue;
    out.write(bytes.substr(from, block.lines[i].begin - from));
    totals.bytes_out += block.lines[i].begin - from;
    from = block.lines[i].end;
  }
  out.write(bytes.substr(from));
  totals.bytes_out += bytes.size() - from;
  totals.bytes_in += bytes.size();
  totals.documents += block.records;
  totals.invalid_documents += block.invalid;
  if (options.progress) options.progress(totals);
}

/// The blocks of `next` through hashing, the table and `put`, each in order.
class Line {
 public:
  using Next = std::function<bool(Block&)>;
  using Put = std::function<void(Block&)>;

  Line(unsigned jobs, LineMatch match, Judge& judge, const Put& put)
      : jobs_(jobs), match_(match), judge_(judge), put_(put) {}

  void run(const Next& next) {
    if (jobs_ <= 1) {
      Block block;
      while (next(block)) {
        hash_lines(block, match_);
        judge_.look_up(block);
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
    std::vector<std::unique_ptr<Block>> owned;  // as many as the pipeline has tokens
    std::vector<Block*> free;
    std::mutex mutex;
    const auto take = [&] {
      const std::scoped_lock lock(mutex);
      if (free.empty()) {
        owned.push_back(std::make_unique<Block>());
        free.push_back(owned.back().get());
      }
      Block* block = free.back();
      free.pop_back();
      return block;
    };
    const auto read = tbb::make_filter<void, Block*>(filter_mode::serial_in_order,
                                                     [&](tbb::flow_control& flow) -> Block* {
                                                       Block* block = take();
                                                       if (next(*block)) return block;
                                                       flow.stop();
                                                       return nullptr;
                                                     });
    const auto hash = tbb::make_filter<Block*, Block*>(filter_mode::parallel, [&](Block* block) {
      hash_lines(*block, match_);
      return block;
    });
    const auto ask =
        tbb::make_filter<Block*, Block*>(filter_mode::serial_in_order, [&](Block* block) {
          judge_.look_up(*block);
          return block;
        });
    const auto put =
        tbb::make_filter<Block*, void>(filter_mode::serial_in_order, [&](Block* block) {
          put_(*block);
          const std::scoped_lock lock(mutex);
          free.push_back(block);
        });
    tbb::parallel_pipeline(jobs_ + 2, read & hash & ask & put);
  }

  unsigned jobs_;
  LineMatch match_;
  Judge& judge_;
  const Put& put_;
};

}  // namespace

RunTotals dedup_lines(const RunOptions& options, const LineDedup& how, io::Output& out) {
  RunTotals totals;
  totals.stages.push_back({"dedup", 0, 0});
  Blocks blocks(options);
  Judge judge(how);
  io::BatchSpool later;
  const Line::Put put = [&](Block& block) {
    write(block, options, out, totals);
    if (block.put_off) later.put(block.batch);
  };
  Line line(options.jobs, how.match, judge, put);
  line.run([&](Block& block) { return blocks.next(block); });
  if (!later.empty()) {
    judge.settle();
    line.run([&](Block& block) {
      block.error.reset();
      return later.next(block.batch);
    });
  }
  judge.commit(options);
  return totals;
}

}  // namespace dechaff
