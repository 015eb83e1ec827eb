// Makes region.csv, industry.csv and holiday.csv out of their sources. Run by hand when a source has a new state:
//
//   cd $(mktemp -d) && npm install @vant/area-data@2.1.0 chinese-days@1.5.7
//   node .../schemas/base_data/tools/convert.mjs . INDUSTRY.csv .../schemas/base_data
//
// INDUSTRY.csv has the columns code,name,parent,level; without it (`-`) industry.csv is left alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [packages, industries, target] = process.argv.slice(2);
const load = createRequire(join(resolve(packages), 'package.json'));

const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : String(text));
const save = (name, header, rows) =>
  writeFileSync(join(target, name), [header, ...rows].map((row) => row.map(cell).join(',')).join('\n') + '\n');

// N-8.4-P7: the document shortens names of provinces only (北京市 -> 北京; 市辖区 and 东城区 stay).
const shortened = (name) =>
  name.replace(/(壮族|回族|维吾尔)?自治区$|特别行政区$|省$|市$/, '');

function regions() {
  const { areaList } = load('@vant/area-data');
  const rows = [];
  const add = (list, type, parentOf, nameOf) => {
    for (const [code, fullName] of Object.entries(list)) {
      const parent = parentOf(code);
      // Counties run by the province stand below a heading (…9000) that is no administration; they may be nodes themselves.
      const provinceRun = type === 3 && /^(419|429|469|659)/.test(code) ? 'true' : '';
      rows.push([code, fullName, nameOf(fullName), parent, type, provinceRun]);
    }
  };
  add(areaList.province_list, 1, () => '000000', shortened);
  add(areaList.city_list, 2, (code) => code.slice(0, 2) + '0000', (name) => name);
  add(areaList.county_list, 3, (code) => code.slice(0, 4) + '00', (name) => name);
  save('region.csv', ['code', 'fullName', 'name', 'pcode', 'type', 'provinceRun'], rows);
}

// 能源加工转换: refining and coking, thermal power, heat supply, gas production and supply.
const isConversion = (code) => /^(C25|D45|D443)/.test(code) || ['D44', 'D441', 'D4411', 'D4412', 'D4417'].includes(code);

function industryRows(text) {
  return text.trim().split('\n').slice(1).map((line) => {
    const [, code, quoted, plain, parent] = line.match(/^([^,]+),(?:"([^"]*)"|([^,]*)),([^,]+),\d$/);
    const name = quoted ?? plain;
    return [code, name, isConversion(code), name, parent];
  });
}

function holidays() {
  const source = load('chinese-days/dist/chinese-days.json');
  const rows = [];
  const add = (days, works) => {
    for (const [day, text] of Object.entries(days)) rows.push([day, text.split(',')[1], works]);
  };
  add(source.holidays, false);
  add(source.workdays, true);
  save('holiday.csv', ['code', 'name', 'works'], rows.sort((a, b) => (a[0] < b[0] ? -1 : 1)));
}

regions();
holidays();
if (industries !== '-')
  save('industry.csv', ['code', 'fullName', 'jgzh', 'name', 'pcode'], industryRows(readFileSync(industries, 'utf8')));
