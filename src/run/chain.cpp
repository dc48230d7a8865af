#include "run/chain.h"

#include <algorithm>
#include <stdexcept>

#include "core/error.h"
#include "run/tally.h"

namespace dechaff {

Chain::Chain(const std::vector<StageSpec>& specs, const Resources& resources) {
  for (const StageSpec& spec : specs) {
    const FilterInfo* info = find_filter(spec.filter);
    if (info == nullptr) {
      std::vector<std::string_view> names;
      for (const FilterInfo& f : filters()) names.push_back(f.name);
      const std::string_view near = nearest(spec.filter, names);
      throw Error({}, "no filter is called '" + spec.filter + "'", {},
                  near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
    }
    std::unique_ptr<Filter> filter = info->make();
    Params params;
    filter->declare(params);
    for (const auto& [name, value] : spec.settings) {
      const auto param = std::find_if(params.list.begin(), params.list.end(),
                                      [&name = name](const Param& p) { return p.name == name; });
      if (param == params.list.end()) {
        std::vector<std::string_view> names;
        for (const Param& p : params.list) names.push_back(p.name);
        const std::string_view near = nearest(name, names);
        throw Error({}, "filter '" + spec.filter + "' has no setting '" + name + "'", {},
                    near.empty() ? "" : "did you mean '" + std::string(near) + "'?");
      }
      try {
        set_from_text(*param, value);
      } catch (const std::invalid_argument& e) {
        throw Error({}, e.what());
      }
    }
    filter->prepare(resources);
    auto* ordered = dynamic_cast<OrderedFilter*>(filter.get());
    stages_.push_back({info->name, std::move(filter), ordered});
  }
  first_ordered_ = static_cast<std::size_t>(
      std::find_if(stages_.begin(), stages_.end(), [](const Stage& s) { return s.in_order(); }) -
      stages_.begin());
  for (std::size_t i = first_ordered_ + 1; i < stages_.size(); ++i) {
    if (stages_[i].ordered == nullptr || !stages_[i].ordered->may_put_off()) continue;
    throw Error({}, std::string(stages_[i].name) +
                        ": what reads the input twice (--memory, or to count, or to keep "
                        "the longest) must be the first stage of the scope input in a recipe");
  }
}

template <class Action>
void Chain::attempt(const Stage& stage, Action work) {
  try {
    work();
  } catch (const Error&) {
    throw;
  } catch (const std::exception& failure) {
    throw StageFailure(std::string(stage.name) + " failed: " + failure.what());
  }
}

bool Chain::process(Document& document, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    const Stage& stage = stages_[i];
    Sink sink(document, stage.name);
    attempt(stage, [&] { stage.filter->process(document, sink); });
    if (stage.ordered != nullptr && stage.ordered->puts_off()) return false;
  }
  return true;
}

void Chain::study(Document& document) {
  if (first_ordered_ == stages_.size()) return;
  const Stage& stage = stages_[first_ordered_];
  attempt(stage, [&] { stage.ordered->study(document); });
}

bool Chain::puts_off() const {
  return std::any_of(stages_.begin(), stages_.end(), [](const Stage& stage) {
    return stage.ordered != nullptr && stage.ordered->puts_off();
  });
}

void Chain::settle() {
  for (const Stage& stage : stages_) {
    if (stage.ordered != nullptr) stage.ordered->settle();
  }
}

void Chain::commit() {
  for (const Stage& stage : stages_) {
    if (stage.ordered != nullptr) stage.ordered->commit();
  }
}

void count_decisions(const Document& document, std::vector<StageCount>& counts) {
  for (const Decision& decision : document.decisions) {
    for (StageCount& count : counts) {
      if (count.name != decision.stage) continue;
      ++count.decisions;
      count.bytes += bytes_of(decision);
      break;
    }
  }
}

}  // namespace dechaff
