#include <csignal>
#include <exception>
#include <iostream>

#include "hub/app/cli.h"

int main(int argc, char** argv) {
  // A peer that hangs up while we write must not end the process; Pistache and OpenSSL write without
  // MSG_NOSIGNAL.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return hub::app::runProgram(argc, argv);
  } catch (const std::exception& thrown) {
    std::cerr << "nenghub: " << thrown.what() << std::endl;
  } catch (...) {
    std::cerr << "nenghub: unknown exception" << std::endl;
  }
  return static_cast<int>(hub::app::Exit::failure);
}
