// A certificate authority of our own for one test run, made with the openssl command in a directory of its
// own.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace partners_test {

/// ca, foreign-ca, server (localhost, 127.0.0.1), client and other-host: each <name>.pem and <name>.key.
class TestCertificates {
 public:
  TestCertificates() {
    std::string pattern = (std::filesystem::temp_directory_path() / "nenghub_partner_XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    authority("ca");
    authority("foreign-ca");
    leaf("server", "subjectAltName=DNS:localhost,IP:127.0.0.1");
    leaf("other-host", "subjectAltName=DNS:elsewhere.invalid");
    leaf("client", "extendedKeyUsage=clientAuth");
  }
  ~TestCertificates() { std::filesystem::remove_all(folder_); }
  TestCertificates(const TestCertificates&) = delete;
  TestCertificates& operator=(const TestCertificates&) = delete;

  std::string pem(const std::string& name) const { return folder_ + "/" + name + ".pem"; }
  std::string key(const std::string& name) const { return folder_ + "/" + name + ".key"; }

 private:
  void run(const std::string& arguments) const {
    const std::string command = "cd " + folder_ + " && openssl " + arguments + " 2>>openssl.log";
    if (std::system(command.c_str()) != 0) throw std::runtime_error(command);
  }
  void authority(const std::string& name) const {
    run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=" + name +
        " -keyout " + name + ".key -out " + name + ".pem");
  }
  void leaf(const std::string& name, const std::string& extension) const {
    run("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -CA ca.pem -CAkey ca.key -subj "
        "/CN=" +
        name + " -addext " + extension + " -addext basicConstraints=CA:FALSE -keyout " + name + ".key -out " +
        name + ".pem");
  }

  std::string folder_;
};

}  // namespace partners_test
