// How much may run at once inside the hub.
#pragma once

#include <condition_variable>
#include <list>
#include <mutex>

namespace hub::http {

/// Thread-safe. Requests have weights; those that run weigh at most `weightMax` together, the others wait in
/// the order in which they came.
class Turnstile {
 public:
  explicit Turnstile(int weightMax) : free_(weightMax) {}

  /// A place for as long as it lives. `weight` is at most the whole.
  class Place {
   public:
    Place(Turnstile& turnstile, int weight) : turnstile_(turnstile), weight_(weight) {
      turnstile_.enter(weight_);
    }
    ~Place() { turnstile_.leave(weight_); }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

   private:
    Turnstile& turnstile_;
    const int weight_;
  };

 private:
  struct Waiting {
    int weight;
    bool waits = true;
    std::condition_variable changed = {};
  };

  void enter(int weight) {
    std::unique_lock lock(mutex_);
    if (waiting_.empty() && weight <= free_) {
      free_ -= weight;
      return;
    }
    Waiting mine{weight};
    waiting_.push_back(&mine);
    while (mine.waits) mine.changed.wait(lock);
  }

  void leave(int weight) {
    const std::lock_guard lock(mutex_);
    free_ += weight;
    while (!waiting_.empty() && waiting_.front()->weight <= free_) {
      Waiting& next = *waiting_.front();
      waiting_.pop_front();
      free_ -= next.weight;
      next.waits = false;
      next.changed.notify_one();
    }
  }

  std::mutex mutex_;  // guards all below
  std::list<Waiting*> waiting_;
  int free_;
};

}  // namespace hub::http
