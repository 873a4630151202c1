"""Words of English that say what a capital letter next to them means.

All are general; the only names are those of a few bodies that every paper writes about.
"""

import re


def words(text):
    return frozenset(text.split())


# A sentence may begin with them, a name does not.
FUNCTION_WORDS = words(
    """
    a about above across after again against ago all almost along already also although always am amid
    among an and another any anybody anyone anything are around as asked at away back be because been
    before behind being below beside besides between beyond both but by can cannot could dear despite did
    do does during each early earlier either else elsewhere enough even ever every everybody everyone
    everything except few finally first following for former formerly four five six seven eight nine ten
    from further given had half has have he hello her here hers him his how however i if in indeed inside
    instead into is it its itself just last late later least less let like little many may maybe me
    meanwhile might mine more moreover most much must my near nearly neither never nevertheless next no
    nobody none nor not nothing now of off often ok okay on once one only onto or other others otherwise
    our ours out outside over own perhaps please put quite rather said same second see seen several shall
    she should since so some somebody someone something sometimes soon still such than thank thanks that
    the their theirs them then there therefore these they thing things third this those though three
    through throughout thus till to today together tomorrow tonight too toward towards twice two under
    unless unlike until up upon us very via was we well were what whatever when whenever where whereas
    wherever whether which while who whoever whom whose why will with within without would yes yesterday
    yet you your yours
    """
)

# A headline with capitals leaves these in lower case.
HEADLINE_WORDS = words(
    "a an and as at but by for from if in into is nor of off on onto or out over so the to up via with yet"
)

# What makes a text English: at least so large a share of its words are such words.
ENGLISH_SHARE = 0.2

WEEKDAYS = words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = words(
    """
    january february march april may june july august september october november december jan feb mar apr
    jun jul aug sep sept oct nov dec
    """
)
CALENDAR = (
    WEEKDAYS
    | MONTHS
    | words(
        """
    christmas easter ramadan eid passover hanukkah diwali halloween new-year spring summer autumn winter
    """
    )
)

# Before a name, and no part of it.
TITLES = words(
    """
    mr mrs ms miss mx dr prof professor sir dame lady lord baron baroness count countess viscount duke
    duchess earl rev reverend father mother brother sister rabbi imam sheikh bishop archbishop cardinal
    canon dean deacon pastor vicar president vice premier prime minister chancellor secretary deputy
    acting former foreign defence defense interior finance home justice health education culture trade
    energy environment transport general lieutenant colonel major captain capt commander admiral commodore
    sergeant sgt corporal private marshal brigadier gen col lt maj officer constable pc inspector
    superintendent detective chief commissioner sheriff judge councillor cllr alderman mayor mayoress
    governor senator congressman congresswoman representative rep mp msp ambassador envoy director
    chairman chairwoman chair chairperson manager coach skipper coxswain chef nurse doctor engineer editor
    reporter correspondent leader speaker attorney solicitor spokesman spokeswoman spokesperson dictator
    tsar emperor empress sultan emir shah comrade citizen uncle aunt auntie grandpa grandma executive
    assistant associate honorary senior junior trainee interim shadow
    """
)

# Titles that readers hear as a part of the name.
REGNAL = words("king queen prince princess pope saint")

# At the end of a capitalised phrase they make it an office, and no name.
OFFICES = words(
    """
    minister secretary president chancellor director officer manager editor reporter correspondent
    commissioner chairman chairwoman chair leader ambassador spokesman spokeswoman executive inspector
    sergeant superintendent general premier mayor governor councillor speaker whip treasurer
    """
)

ABBREVIATED = words(
    """
    mr mrs ms dr prof rev gen col lt maj capt sgt cllr st mt rep sen gov jr sr
    """
)

# Whoever does this next to a name is a person, most of the time.
SPEECH = words(
    """
    said says say told tells asked asks added adds argued argues replied replies explained explains
    insisted insists admitted admits recalled recalls joked jokes wrote writes thinks thought believes
    believed agrees agreed laughed smiled nodded warned declared declares announced remarked proposed
    """
)
AUXILIARIES = words(
    """
    is was has had does did will would can could may might must shall should who came went made took gave got
    won lost met left led ran sat stood held kept sang wrote saw felt found bought brought put hit set swung
    """
)
KIN = words(
    """
    son daughter wife husband mother father brother sister uncle aunt niece nephew widow mum dad partner
    """
)

# In front of a name they make it a place, the firm ones hardly anything else.
FIRM_PREPOSITIONS = words("in at near off outside across opposite throughout")
PLACE_PREPOSITIONS = FIRM_PREPOSITIONS | words(
    "inside around round beyond into along toward towards via overlooking"
)
# Both people and places stand after these: they speak for a place that is known to be one.
LOOSE_PREPOSITIONS = words(
    """
    to from through between above left leaves reached reaches visited visits
    """
)
COMPASS = words(
    """
    north south east west northeast northwest southeast southwest outskirts suburb city town
    """
)

# The last word of a name, which says what it is.
PLACE_ENDINGS = words(
    """
    upper lower central junction parkway interchange
    street road avenue lane square boulevard crescent terrace alley drive highway motorway gardens bay
    island islands isle isles river creek brook lake lakes loch bridge airport airfield airbase spaceport
    cosmodrome quay pier wharf dock docks mole jetty breakwater marina harbour harbor port beach cove
    sands cliff cliffs valley mountain mountains ridge peak glacier peninsula cape strait straits sea
    ocean gulf canal channel desert forest woods palace cathedral abbey castle fort fortress tower steps
    stairs station stadium arena province region district county territory oblast prefecture plaza falls
    plateau delta reef archipelago basin headland estate village heights house room farm mill inn arms
    hotel theatre cinema library museum gallery park hall green hill hills head point field fields wood
    church court cross moor marsh common close gate way row grove banks pool wells mews yard market
    """
)
# These end as many people's names.
SURNAME_ENDINGS = words(
    """
    lane brook castle abbey park hall green hill hills head point field fields wood woods church court
    cross moor marsh close grove banks pool wells ford cliff forest peak rivers lake cape mill
    """
)
ORGANISATION_ENDINGS = words(
    """
    council trust company club school college university institute academy association society federation
    union league party ministry department agency authority commission committee bank group corporation
    corp inc ltd plc limited foundation organisation organization police constabulary brigade coastguard
    lifeboat band orchestra choir ensemble players wanderers rovers united athletic albion hospital times
    post herald gazette guardian tribune telegraph chronicle airlines airways railways railway court
    parliament assembly senate congress democrats republicans conservatives greens office service services
    programme program network alliance coalition movement congregation charity partnership holdings
    industries motors bureau board forces army navy forum initiative consortium cooperative co-operative
    institution registry
    """
)
# An adjective of nationality with one of these is a description, and no name: the Ukrainian parliament.
PLAIN_BODIES = words(
    """
    parliament government police court company bank club school college council party union office service
    services hospital assembly senate congress ministry department agency authority commission committee
    group forces army navy band players association society league railway network coalition alliance
    movement board
    """
)
# The last word of something that is neither person, place nor organisation.
THING_ENDINGS = words(
    """
    license licence section chapter form page list index rule rules code file menu window system model theory
    method guide manual statement scheme theorem button
    war wars match cup day days night week month year years act bill law agreement treaty accord prize
    award awards festival fair show race regatta championship championships open final finals games
    olympics tour plan deal pact report review inquiry covenant constitution declaration book bible storm
    hurricane typhoon pandemic virus disease syndrome revolution uprising crisis summit conference century
    age era wave season rate song march hymn symphony opera press media internet web translation edition
    version english language grammar
    """
)
# With such a word the two or three that follow name weather, ships and the like.
THING_BEGINNINGS = words(
    """
    storm hurricane typhoon cyclone tropical operation hms ss mv rms uss project
    """
)

# "X of Y" is one name after these.
ORGANISATION_HEADS = words(
    """
    university bank ministry department house church institute court council academy bureau office board
    federation union association society chamber school college faculty
    """
)
PLACE_HEADS = words(
    """
    isle island islands bay gulf cape strait sea lake mount port republic kingdom city forest
    """
)
# In front of a proper noun these make a place of it.
PLACE_BEGINNINGS = words(
    """
    isle mount lake cape port fort loch upper lower nether north south east west rua rue via
    """
)

# What ends so is an idea: Artificial Intelligence, Social Justice.
IDEA = re.compile(r"(?:tion|ment|ness|ship|ism|ity|ology|ligence|ial|ional|ical|ersal|ous|ful|less)s?\Z")

PARTICLES = words(
    """
    de da do di del della dos du der den van von bin ibn al el la le ter ten y af zu
    """
)

# Behind a name in lower case they make it a body: a Green Bank spokesman, Town Rovers supporters.
MEMBERS = words(
    """
    spokesman spokeswoman spokesperson economist analyst analysts protester protesters activist activists
    member members worker workers employee employees staff shares shareholders fans supporters striker
    midfielder defender goalkeeper headquarters subsidiary branch
    """
)

# A word in lower case behind a name that tells what it is: the Donetsk region, the Lamp Room museum.
REGION_NOUNS = words(
    """
    region province district peninsula oblast county area valley archipelago prefecture river
    """
)
VENUE_NOUNS = words(
    """
    museum café cafe hotel pub theatre restaurant cinema library gallery chapel lighthouse
    """
)

# Adjectives and peoples, which are not the country itself.
DEMONYMS = words(
    """
    afghan african albanian algerian american angolan arab arabian arabic argentine argentinian armenian
    asian australian austrian azerbaijani azeri bahraini balkan baltic bangladeshi basque bavarian
    belarusian belgian bolivian bosnian brazilian breton british bulgarian burmese burundian cambodian
    cameroonian canadian caribbean catalan chadian chechen chilean chinese colombian congolese corsican
    crimean croat croatian cuban cypriot czech danish dutch ecuadorian egyptian english eritrean estonian
    ethiopian european fijian filipino finnish flemish french gambian georgian german ghanaian greek
    guatemalan haitian hawaiian hispanic honduran hungarian icelandic indian indonesian iranian iraqi
    irish israeli italian jamaican japanese jewish jordanian kazakh kenyan korean kosovan kurdish kuwaiti
    kyrgyz laotian latin latvian lebanese liberian libyan lithuanian macedonian malagasy malawian
    malaysian maltese mauritanian mediterranean mexican moldovan mongolian montenegrin moroccan mozambican
    namibian nepalese nicaraguan nigerian nordic norwegian omani pakistani palestinian panamanian
    paraguayan persian peruvian polish portuguese qatari romanian russian rwandan samoan saudi
    scandinavian scots scottish senegalese serb serbian siberian singaporean slavic slovak slovene
    slovenian somali soviet spanish sudanese sunni shia swedish swiss syrian taiwanese tajik tanzanian
    thai tibetan tunisian turkish turkmen ugandan ukrainian uruguayan uyghur uzbek venezuelan vietnamese
    welsh yemeni yugoslav zambian zimbabwean western eastern northern southern central christian muslim
    islamic catholic protestant anglican orthodox buddhist hindu roman victorian edwardian tory labour
    democratic republican
    """
)

# Bodies so well known that papers seldom spell them out, as this paper names them.
WELL_KNOWN = {
    "Nato": "Nato",
    "NATO": "Nato",
    "UN": "United Nations",
    "U.N.": "United Nations",
    "United Nations": "United Nations",
    "EU": "European Union",
    "E.U.": "European Union",
    "European Union": "European Union",
    "Unesco": "Unesco",
    "UNESCO": "Unesco",
    "Unicef": "Unicef",
    "UNICEF": "Unicef",
    "Opec": "Opec",
    "OPEC": "Opec",
    "Interpol": "Interpol",
    "Kremlin": "Kremlin",
    "White House": "White House",
    "Pentagon": "Pentagon",
    "Downing Street": "Downing Street",
    "World Bank": "World Bank",
    "BBC": "BBC",
    "Red Cross": "Red Cross",
}
