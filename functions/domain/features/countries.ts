/** Where countries lie: hemisphere and climate are those in which most of their people live. */
import type { climates, continents, hemispheres } from './columns.ts'

export type Country = {
  /** ISO 3166 code of two or three letters, or an English name. */
  readonly country: string
  /** The code of two letters; null for what has none. */
  readonly code: string | null
  readonly continent: Continent
  readonly hemisphere: Hemisphere
  readonly climate: Climate
}

type Continent = (typeof continents)[number]
type Hemisphere = (typeof hemispheres)[number]
type Climate = (typeof climates)[number]

/** A line a country: its two codes, its climate, its names. A line that begins with `-` is a name that has no code. */
const places: readonly (readonly [Continent, Hemisphere, string])[] = [
  [
    'Africa',
    'northern',
    `
    BF BFA tropical Burkina Faso
    BJ BEN tropical Benin
    CF CAF tropical Central African Republic
    CI CIV tropical Côte d’Ivoire | Côte d'Ivoire | Cote d'Ivoire | Ivory Coast
    CM CMR tropical Cameroon
    CV CPV arid Cape Verde | Cabo Verde
    DJ DJI arid Djibouti
    DZ DZA subtropical Algeria
    EG EGY arid Egypt
    EH ESH arid Western Sahara
    ER ERI arid Eritrea
    ET ETH subtropical Ethiopia
    GA GAB tropical Gabon
    GH GHA tropical Ghana
    GM GMB tropical Gambia | The Gambia
    GN GIN tropical Guinea
    GQ GNQ tropical Equatorial Guinea
    GW GNB tropical Guinea-Bissau
    LR LBR tropical Liberia
    LY LBY arid Libya
    MA MAR subtropical Morocco
    ML MLI arid Mali
    MR MRT arid Mauritania
    NE NER arid Niger
    NG NGA tropical Nigeria
    SD SDN arid Sudan
    SL SLE tropical Sierra Leone
    SN SEN tropical Senegal
    SO SOM arid Somalia
    SS SSD tropical South Sudan
    ST STP tropical São Tomé & Príncipe | São Tomé and Príncipe | Sao Tome and Principe
    TD TCD arid Chad
    TG TGO tropical Togo
    TN TUN subtropical Tunisia
    UG UGA tropical Uganda
    -- -- subtropical Canary Islands`,
  ],
  [
    'Africa',
    'southern',
    `
    AO AGO tropical Angola
    BI BDI tropical Burundi
    BW BWA arid Botswana
    CD COD tropical Congo - Kinshasa | DR Congo | DRC | Congo, The Democratic Republic of the | Democratic Republic of the Congo | Congo, Democratic Republic of the
    CG COG tropical Congo - Brazzaville | Congo | Republic of the Congo
    IO IOT tropical British Indian Ocean Territory | Chagos Archipelago
    KE KEN tropical Kenya
    KM COM tropical Comoros
    LS LSO temperate Lesotho
    MG MDG tropical Madagascar
    MU MUS tropical Mauritius
    MW MWI tropical Malawi
    MZ MOZ tropical Mozambique
    NA NAM arid Namibia
    RE REU tropical Réunion | Reunion | La Réunion
    RW RWA tropical Rwanda
    SC SYC tropical Seychelles
    SH SHN tropical St. Helena | Saint Helena | St Helena | Saint Helena, Ascension and Tristan da Cunha
    SZ SWZ subtropical Eswatini | Swaziland
    TZ TZA tropical Tanzania | Tanzania, United Republic of | United Republic of Tanzania
    YT MYT tropical Mayotte
    ZA ZAF subtropical South Africa | RSA | Republic of South Africa
    ZM ZMB tropical Zambia
    ZW ZWE subtropical Zimbabwe`,
  ],
  [
    'Antarctica',
    'southern',
    `
    AQ ATA polar Antarctica
    BV BVT polar Bouvet Island
    GS SGS polar South Georgia & South Sandwich Islands | South Georgia and the South Sandwich Islands
    HM HMD polar Heard & McDonald Islands | Heard Island and McDonald Islands
    TF ATF polar French Southern Territories`,
  ],
  [
    'Asia',
    'northern',
    `
    AE ARE arid United Arab Emirates | UAE | U.A.E.
    AF AFG arid Afghanistan
    AM ARM temperate Armenia
    AZ AZE arid Azerbaijan
    BD BGD tropical Bangladesh
    BH BHR arid Bahrain
    BN BRN tropical Brunei | Brunei Darussalam
    BT BTN subtropical Bhutan
    CN CHN subtropical China | People's Republic of China | PRC
    GE GEO temperate Georgia
    HK HKG subtropical Hong Kong SAR China | Hong Kong | Hong Kong SAR
    IL ISR subtropical Israel
    IN IND tropical India
    IQ IRQ arid Iraq
    IR IRN arid Iran | Iran, Islamic Republic of | Islamic Republic of Iran
    JO JOR arid Jordan
    JP JPN temperate Japan
    KG KGZ cold Kyrgyzstan
    KH KHM tropical Cambodia
    KP PRK cold North Korea | Korea, Democratic People's Republic of | DPRK
    KR KOR temperate South Korea | Korea, Republic of | Republic of Korea | Korea
    KW KWT arid Kuwait
    KZ KAZ cold Kazakhstan
    LA LAO tropical Laos | Lao People's Democratic Republic | Lao PDR
    LB LBN subtropical Lebanon
    LK LKA tropical Sri Lanka
    MM MMR tropical Myanmar (Burma) | Myanmar | Burma
    MN MNG cold Mongolia
    MO MAC subtropical Macao SAR China | Macao | Macau | Macao SAR
    MV MDV tropical Maldives
    MY MYS tropical Malaysia
    NP NPL subtropical Nepal
    OM OMN arid Oman
    PH PHL tropical Philippines | The Philippines
    PK PAK arid Pakistan
    PS PSE subtropical Palestinian Territories | Palestine | Palestine, State of | State of Palestine
    QA QAT arid Qatar
    SA SAU arid Saudi Arabia | KSA
    SG SGP tropical Singapore
    SY SYR arid Syria | Syrian Arab Republic
    TH THA tropical Thailand
    TJ TJK arid Tajikistan
    TM TKM arid Turkmenistan
    TR TUR temperate Türkiye | Turkey | Turkiye
    TW TWN subtropical Taiwan | Taiwan, Province of China | Chinese Taipei
    UZ UZB arid Uzbekistan
    VN VNM tropical Vietnam | Viet Nam
    YE YEM arid Yemen`,
  ],
  [
    'Asia',
    'southern',
    `
    ID IDN tropical Indonesia
    TL TLS tropical Timor-Leste | East Timor`,
  ],
  [
    'Europe',
    'northern',
    `
    AD AND temperate Andorra
    AL ALB subtropical Albania
    AT AUT temperate Austria
    AX ALA cold Åland Islands | Aland Islands
    BA BIH temperate Bosnia & Herzegovina | Bosnia and Herzegovina | Bosnia
    BE BEL temperate Belgium
    BG BGR temperate Bulgaria
    BY BLR cold Belarus
    CH CHE temperate Switzerland
    CY CYP subtropical Cyprus
    CZ CZE temperate Czechia | Czech Republic
    DE DEU temperate Germany
    DK DNK temperate Denmark
    EE EST cold Estonia
    ES ESP subtropical Spain
    FI FIN cold Finland
    FO FRO cold Faroe Islands
    FR FRA temperate France
    GB GBR temperate United Kingdom | UK | U.K. | Great Britain | Britain | England | Scotland | Wales | Northern Ireland
    GG GGY temperate Guernsey
    GI GIB subtropical Gibraltar
    GR GRC subtropical Greece
    HR HRV temperate Croatia
    HU HUN temperate Hungary
    IE IRL temperate Ireland | EIRE | Republic of Ireland
    IM IMN temperate Isle of Man
    IS ISL cold Iceland
    IT ITA subtropical Italy
    JE JEY temperate Jersey
    LI LIE temperate Liechtenstein
    LT LTU cold Lithuania
    LU LUX temperate Luxembourg
    LV LVA cold Latvia
    MC MCO subtropical Monaco
    MD MDA temperate Moldova | Moldova, Republic of | Republic of Moldova
    ME MNE temperate Montenegro
    MK MKD temperate North Macedonia | Macedonia | FYROM
    MT MLT subtropical Malta
    NL NLD temperate Netherlands | The Netherlands | Holland
    NO NOR cold Norway
    PL POL temperate Poland
    PT PRT subtropical Portugal
    RO ROU temperate Romania
    RS SRB temperate Serbia
    RU RUS cold Russia | Russian Federation
    SE SWE cold Sweden
    SI SVN temperate Slovenia
    SJ SJM polar Svalbard & Jan Mayen | Svalbard and Jan Mayen | Svalbard
    SK SVK temperate Slovakia | Slovak Republic
    SM SMR temperate San Marino
    UA UKR temperate Ukraine
    VA VAT subtropical Vatican City | Holy See | Holy See (Vatican City State)
    XK XKX temperate Kosovo
    -- -- temperate Channel Islands`,
  ],
  [
    'North America',
    'northern',
    `
    AG ATG tropical Antigua & Barbuda | Antigua and Barbuda
    AI AIA tropical Anguilla
    AW ABW arid Aruba
    BB BRB tropical Barbados
    BL BLM tropical St. Barthélemy | Saint Barthélemy | St Barts
    BM BMU subtropical Bermuda
    BQ BES arid Caribbean Netherlands | Bonaire, Sint Eustatius and Saba | Bonaire
    BS BHS tropical Bahamas | The Bahamas
    BZ BLZ tropical Belize
    CA CAN cold Canada
    CR CRI tropical Costa Rica
    CU CUB tropical Cuba
    CW CUW arid Curaçao | Curacao
    DM DMA tropical Dominica
    DO DOM tropical Dominican Republic
    GD GRD tropical Grenada
    GL GRL polar Greenland
    GP GLP tropical Guadeloupe
    GT GTM tropical Guatemala
    HN HND tropical Honduras
    HT HTI tropical Haiti
    JM JAM tropical Jamaica
    KN KNA tropical St. Kitts & Nevis | Saint Kitts and Nevis | St Kitts and Nevis
    KY CYM tropical Cayman Islands
    LC LCA tropical St. Lucia | Saint Lucia | St Lucia
    MF MAF tropical St. Martin | Saint Martin (French part) | Saint Martin | St Martin
    MQ MTQ tropical Martinique
    MS MSR tropical Montserrat
    MX MEX subtropical Mexico
    NI NIC tropical Nicaragua
    PA PAN tropical Panama
    PM SPM cold St. Pierre & Miquelon | Saint Pierre and Miquelon
    PR PRI tropical Puerto Rico
    SV SLV tropical El Salvador
    SX SXM tropical Sint Maarten | Sint Maarten (Dutch part)
    TC TCA tropical Turks & Caicos Islands | Turks and Caicos Islands
    TT TTO tropical Trinidad & Tobago | Trinidad and Tobago | Trinidad
    US USA temperate United States | United States of America | U.S.A. | U.S. | America
    VC VCT tropical St. Vincent & Grenadines | Saint Vincent and the Grenadines | St Vincent and the Grenadines
    VG VGB tropical British Virgin Islands | Virgin Islands, British | Virgin Islands (British)
    VI VIR tropical U.S. Virgin Islands | Virgin Islands, U.S. | Virgin Islands (U.S.) | US Virgin Islands
    -- -- tropical West Indies`,
  ],
  [
    'Oceania',
    'northern',
    `
    FM FSM tropical Micronesia | Micronesia, Federated States of
    GU GUM tropical Guam
    KI KIR tropical Kiribati
    MH MHL tropical Marshall Islands
    MP MNP tropical Northern Mariana Islands
    PW PLW tropical Palau
    UM UMI tropical U.S. Outlying Islands | United States Minor Outlying Islands`,
  ],
  [
    'Oceania',
    'southern',
    `
    AS ASM tropical American Samoa
    AU AUS temperate Australia
    CC CCK tropical Cocos (Keeling) Islands | Cocos Islands
    CK COK tropical Cook Islands
    CX CXR tropical Christmas Island
    FJ FJI tropical Fiji
    NC NCL tropical New Caledonia
    NF NFK subtropical Norfolk Island
    NR NRU tropical Nauru
    NU NIU tropical Niue
    NZ NZL temperate New Zealand
    PF PYF tropical French Polynesia | Tahiti
    PG PNG tropical Papua New Guinea
    PN PCN tropical Pitcairn Islands | Pitcairn
    SB SLB tropical Solomon Islands
    TK TKL tropical Tokelau
    TO TON tropical Tonga
    TV TUV tropical Tuvalu
    VU VUT tropical Vanuatu
    WF WLF tropical Wallis & Futuna | Wallis and Futuna
    WS WSM tropical Samoa | Western Samoa`,
  ],
  [
    'South America',
    'northern',
    `
    CO COL tropical Colombia
    GF GUF tropical French Guiana
    GY GUY tropical Guyana
    SR SUR tropical Suriname
    VE VEN tropical Venezuela | Venezuela, Bolivarian Republic of`,
  ],
  [
    'South America',
    'southern',
    `
    AR ARG temperate Argentina
    BO BOL temperate Bolivia | Bolivia, Plurinational State of
    BR BRA tropical Brazil
    CL CHL temperate Chile
    EC ECU tropical Ecuador
    FK FLK cold Falkland Islands | Falkland Islands (Malvinas)
    PE PER arid Peru
    PY PRY subtropical Paraguay
    UY URY temperate Uruguay`,
  ],
]

/** Every country: its names, codes first, as `countries` and others write them. */
export const countryNames: readonly (readonly string[])[] = places.flatMap(([, , lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => namesOn(line).names),
)

/** `countries`: a row for each code and each name. Compared without regard to case. */
export const countryRows: readonly Country[] = places.flatMap(([continent, hemisphere, lines]) =>
  lines
    .trim()
    .split('\n')
    .flatMap((line) => {
      const { names, code, climate } = namesOn(line)
      return names.map((country): Country => ({ country, code, continent, hemisphere, climate }))
    }),
)

function namesOn(line: string) {
  const [, codes = '', climate, names = ''] = /^\s*(\S+ \S+) (\S+) (.*)$/.exec(line) ?? []
  const known = codes.split(' ').filter((code) => code !== '--')
  return {
    names: [...known, ...names.split(' | ')],
    code: known[0] ?? null,
    climate: climate as Climate,
  }
}
