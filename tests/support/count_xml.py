"""Prints `passed failed` of a GoogleTest XML file."""
import sys
import xml.etree.ElementTree

root = xml.etree.ElementTree.parse(sys.argv[1]).getroot()
cases = [case for case in root.iter("testcase") if case.get("status") == "run"]
failed = sum(case.find("failure") is not None for case in cases)
print(len(cases) - failed, failed)
