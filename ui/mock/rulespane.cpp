// SPDX-FileCopyrightText: 2026 The Handglass developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mock/rulespane.h"

#include "ui/common/hairline.h"
#include "ui/common/textlabel.h"
#include "ui/mock/rulestext.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace handglass {

namespace {

using Kind = RulesModel::Kind;

constexpr int HitsWidth = 52;

QToolButton *makeTool(const char *name, const QString &text, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

/// One of a list: it can be moved, copied and removed.
bool isElement(const RulesModel::Row *row)
{
    return row != nullptr && (row->kind == Kind::Rule || row->kind == Kind::Check || row->kind == Kind::Reply);
}

JsonPath arrayOf(const RulesModel::Row &row)
{
    return {row.path.steps.first(row.path.steps.size() - 1)};
}

} // namespace

RulesPane::RulesPane(Theme &theme, ScenarioDocument &document, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_document(document)
    , m_model(new RulesModel(theme, this))
    , m_routes(new QComboBox(this))
    , m_view(new QTreeView(this))
    , m_add(makeTool("scenarioAdd", tr("Add rule"), this))
    , m_removeRoute(makeTool("scenarioRemoveRoute", tr("Remove this route"), this))
    , m_up(makeTool("scenarioUp", tr("Move the rule up (Alt+Up)"), this))
    , m_down(makeTool("scenarioDown", tr("Move the rule down (Alt+Down)"), this))
    , m_remove(makeTool("scenarioRemove", tr("Remove (Delete)"), this))
    , m_fromUnmatched(new QPushButton(tr("Rule from the last unmatched"), this))
    , m_rowMenu(new QMenu(this))
    , m_duplicate(new QAction(tr("&Duplicate\tAlt+Shift+Down"), this))
{
    m_view->setObjectName(QStringLiteral("scenarioRules"));
    m_view->setAccessibleName(tr("Rules of the route"));
    m_view->setModel(m_model);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setIndentation(8);
    m_view->setRootIsDecorated(false);
    m_view->setItemsExpandable(false);
    m_view->setUniformRowHeights(true);
    m_view->setTabKeyNavigation(false);
    m_view->setAllColumnsShowFocus(true);
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(RulesModel::Name, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(RulesModel::Hits, QHeaderView::Fixed);
    m_view->header()->resizeSection(RulesModel::Hits, HitsWidth);
    m_view->installEventFilter(this);
    makeRowMenu();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeRouteRow());
    column->addWidget(m_view, 1);
    column->addWidget(makeFoot());
    setMinimumWidth(180);
    connect(m_routes, &QComboBox::activated, this, [this](int row) {
        m_wanted = JsonPath() / "routes" / row;
        refresh();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, &RulesPane::noteCurrent);
    connect(m_model, &RulesModel::enabledChosen, this, [this](const JsonPath &rule, bool enabled) {
        if (enabled)
            m_document.remove(rule / "enabled");
        else
            m_document.setValue(rule / "enabled", "false");
    });
    connect(&theme, &Theme::changed, this, &RulesPane::applyTheme);
    applyTheme();
}

QWidget *RulesPane::makeRouteRow()
{
    auto *bar = new QWidget(this);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(10, 4, 4, 4);
    row->setSpacing(6);
    auto *label = new TextLabel(m_theme, TypeStep::Body, Ink::Text2, QFont::Normal, bar);
    label->setText(tr("Route"));
    label->setBuddy(m_routes);
    m_routes->setObjectName(QStringLiteral("scenarioRoutes"));
    m_routes->setAccessibleName(tr("Route"));
    m_routes->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_routes->setMinimumContentsLength(6);
    QToolButton *add = makeTool("scenarioAddRoute", tr("Add a route"), bar);
    connect(add, &QToolButton::clicked, this, &RulesPane::addRoute);
    connect(m_removeRoute, &QToolButton::clicked, this, &RulesPane::removeRoute);
    const auto paint = [this, add] { add->setIcon(m_theme.icon(QStringLiteral("add"))); };
    connect(&m_theme, &Theme::changed, add, paint);
    paint();
    row->addWidget(label);
    row->addWidget(m_routes, 1);
    row->addWidget(add);
    row->addWidget(m_removeRoute);
    column->addLayout(row);
    column->addWidget(new Hairline(Qt::Horizontal, bar));
    return bar;
}

QWidget *RulesPane::makeFoot()
{
    auto *bar = new QWidget(this);
    auto *column = new QVBoxLayout(bar);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new Hairline(Qt::Horizontal, bar));
    m_fromUnmatched->setObjectName(QStringLiteral("scenarioFromUnmatched"));
    m_fromUnmatched->setProperty("small", true);
    auto *unmatched = new QHBoxLayout;
    unmatched->setContentsMargins(8, 4, 8, 0);
    unmatched->addWidget(m_fromUnmatched);
    unmatched->addStretch(1);
    column->addLayout(unmatched);
    m_fromUnmatched->hide();
    m_add->setText(tr("Add rule"));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::MenuButtonPopup);
    m_add->setMenu(makeAddMenu());
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(4);
    row->addWidget(m_add);
    row->addStretch(1);
    for (QToolButton *button : {m_up, m_down, m_remove})
        row->addWidget(button);
    column->addLayout(row);
    connect(m_add, &QToolButton::clicked, this, qOverload<>(&RulesPane::addRule));
    connect(m_up, &QToolButton::clicked, this, &RulesPane::moveUp);
    connect(m_down, &QToolButton::clicked, this, &RulesPane::moveDown);
    connect(m_remove, &QToolButton::clicked, this, &RulesPane::removeCurrent);
    connect(m_fromUnmatched, &QPushButton::clicked, this, &RulesPane::ruleFromUnmatchedRequested);
    return bar;
}

QMenu *RulesPane::makeAddMenu()
{
    auto *menu = new QMenu(m_add);
    menu->setObjectName(QStringLiteral("scenarioAddMenu"));
    menu->addAction(tr("Rule for &messages"), this, qOverload<>(&RulesPane::addRule));
    menu->addAction(tr("&Timer"), this, [this] {
        addTo(JsonPath() / "routes" / route() / "rules",
            "{\n  \"name\": " + jsonedit::quoted(freeName(route(), tr("tick")))
                + ",\n  \"on\": \"timer\",\n  \"every\": \"1s\",\n  \"do\": [{ \"send\": \"tick\" }]\n}");
    });
    menu->addAction(tr("&Prepared reply"), this, [this] {
        const JsonPath replies = JsonPath() / "replies";
        addTo(replies,
            "{\n  \"name\": " + jsonedit::quoted(freeName(replies, tr("new reply")))
                + ",\n  \"do\": [{ \"send\": \"\" }]\n}");
    });
    menu->addSeparator();
    const std::pair<QString, QByteArray> checks[] = {
        {tr("Check of a &header"), "{ \"header\": \"X-Name\" }"},
        {tr("Check of the &Origin"), "{ \"origin\": [\"http://localhost:3000\"] }"},
        {tr("&Basic authentication"), "{ \"basic\": { \"user\": \"user\", \"password\": \"secret\" } }"},
        {tr("Bearer to&ken"), "{ \"bearer\": \"secret\" }"},
        {tr("Check of a &cookie"), "{ \"cookie\": \"session\" }"},
        {tr("Check of a &query parameter"), "{ \"query\": \"token\" }"},
    };
    for (const auto &[name, spelling] : checks) {
        menu->addAction(name, this,
            [this, check = spelling] { addTo(JsonPath() / "routes" / route() / "handshake" / "require", check); });
    }
    menu->addSeparator();
    menu->addAction(m_duplicate);
    return menu;
}

void RulesPane::makeRowMenu()
{
    m_rowMenu->setObjectName(QStringLiteral("scenarioRowMenu"));
    m_duplicate->setObjectName(QStringLiteral("scenarioDuplicate"));
    connect(m_duplicate, &QAction::triggered, this, &RulesPane::duplicateCurrent);
    QAction *up = m_rowMenu->addAction(tr("Move &up\tAlt+Up"), this, &RulesPane::moveUp);
    QAction *down = m_rowMenu->addAction(tr("Move d&own\tAlt+Down"), this, &RulesPane::moveDown);
    m_rowMenu->addAction(m_duplicate);
    m_rowMenu->addSeparator();
    m_rowMenu->addAction(tr("&Remove\tDelete"), this, &RulesPane::removeCurrent);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this, up, down](const QPoint &place) {
        if (!isElement(current()))
            return;
        up->setEnabled(m_up->isEnabled());
        down->setEnabled(m_down->isEnabled());
        m_rowMenu->popup(m_view->viewport()->mapToGlobal(place));
    });
}

void RulesPane::applyTheme()
{
    m_add->setIcon(m_theme.icon(QStringLiteral("add")));
    m_removeRoute->setIcon(m_theme.icon(QStringLiteral("remove")));
    m_remove->setIcon(m_theme.icon(QStringLiteral("remove")));
    m_up->setIcon(m_theme.icon(QStringLiteral("sent")));
    m_down->setIcon(m_theme.icon(QStringLiteral("received")));
    m_view->viewport()->update();
}

// ---- what is shown

qint64 RulesPane::route() const
{
    return qMax(0, m_routes->currentIndex());
}

const RulesModel::Row *RulesPane::current() const
{
    return m_model->row(m_view->currentIndex());
}

void RulesPane::setCounts(const ScenarioCounts &counts)
{
    m_model->setCounts(counts);
    m_fromUnmatched->setVisible(counts.unmatched > 0);
}

void RulesPane::select(const JsonPath &path)
{
    const bool ofRoutes = path.steps.size() > 1 && path.steps.first().name == "routes";
    if (!ofRoutes) {
        const bool isReply = path.steps.size() > 1 && path.steps.first().name == "replies";
        m_wanted = {path.steps.first(isReply ? 2 : 0)};
        return refresh();
    }
    const JsonPath settings{path.steps.first(2)};
    JsonPath wanted = path;
    // The row that holds it: a rule, a check, the subprotocols; else the route's settings.
    for (const qsizetype size : {qsizetype(5), qsizetype(4)}) {
        wanted.steps = path.steps.first(qMin(size, path.steps.size()));
        const bool isRow = size == 4
            ? wanted.steps.value(2).name == "rules" || wanted.steps.value(3).name == "subprotocols"
            : wanted.steps.value(3).name == "require";
        if (wanted.steps.size() == size && isRow) {
            m_wanted = wanted;
            return refresh();
        }
    }
    m_wanted = settings;
    refresh();
}

void RulesPane::refresh()
{
    const JsonIndex *tree = m_document.tree();
    if (tree == nullptr)
        return;
    const QScopedValueRollback refreshing(m_refreshing, true);
    fillRoutes(*tree);
    m_model->setTree(*tree, route());
    m_view->expandAll();
    for (int group = 0; group < m_model->rowCount(); ++group)
        m_view->setFirstColumnSpanned(group, {}, true);
    m_removeRoute->setEnabled(m_routes->count() > 1);
    restoreSelection();
}

void RulesPane::fillRoutes(const JsonIndex &tree)
{
    QStringList paths;
    for (const JsonIndex::Node node : rulestext::elements(tree, jsonedit::find(tree, JsonPath() / "routes")))
        paths.append(rulestext::member(tree, node, "path"));
    const bool ofRoute = m_wanted.steps.size() > 1 && m_wanted.steps.first().name == "routes";
    const qint64 wanted = ofRoute ? m_wanted.steps.at(1).index : route();
    for (int i = 0; i < paths.size(); ++i) {
        if (i == m_routes->count())
            m_routes->addItem(paths.at(i));
        else if (m_routes->itemText(i) != paths.at(i))
            m_routes->setItemText(i, paths.at(i));
    }
    while (m_routes->count() > paths.size())
        m_routes->removeItem(m_routes->count() - 1);
    m_routes->setCurrentIndex(int(qBound<qint64>(0, wanted, qMax<qint64>(0, paths.size() - 1))));
}

void RulesPane::restoreSelection()
{
    QModelIndex index = m_model->indexOf(m_wanted);
    if (!index.isValid() && !m_wanted.steps.isEmpty() && m_wanted.steps.last().kind == JsonStep::Kind::Element) {
        // The one before what is gone.
        JsonPath before = m_wanted;
        while (!index.isValid() && before.steps.last().index-- > 0)
            index = m_model->indexOf(before);
    }
    if (!index.isValid())
        index = m_model->indexOf(JsonPath() / "routes" / route());
    if (m_view->currentIndex() != index)
        m_view->setCurrentIndex(index);
    if (index.row() == 0)
        m_view->scrollTo(index.parent()); // its heading, too
    m_view->scrollTo(index);
    noteCurrent();
}

void RulesPane::noteCurrent()
{
    const RulesModel::Row *row = current();
    if (row != nullptr && !m_refreshing && row->kind != Kind::Unmatched)
        m_wanted = row->path;
    const QModelIndex index = m_view->currentIndex();
    m_up->setEnabled(m_model->neighbour(index, -1) != nullptr && row->index > 0);
    m_down->setEnabled(m_model->neighbour(index, 1) != nullptr);
    m_remove->setEnabled(isElement(row));
    m_duplicate->setEnabled(isElement(row));
    if (!m_refreshing || row != nullptr)
        Q_EMIT currentChanged();
}

// ---- what is done

QString RulesPane::freeName(qint64 route, const QString &wish)
{
    return freeName(JsonPath() / "routes" / route / "rules", wish);
}

QString RulesPane::freeName(const JsonPath &array, const QString &wish)
{
    QStringList taken;
    const JsonIndex *tree = m_document.tree();
    if (tree != nullptr) {
        const auto nodes = rulestext::elements(*tree, jsonedit::find(*tree, array));
        for (std::size_t i = 0; i < nodes.size(); ++i)
            taken.append(rulestext::ruleName(*tree, nodes[i], qint64(i)));
    }
    static const QRegularExpression number(QStringLiteral(" \\d+$"));
    const QString stem = taken.contains(wish) ? QString(wish).remove(number) : wish;
    QString name = wish;
    for (int i = 2; taken.contains(name); ++i)
        name = QStringLiteral("%1 %2").arg(stem).arg(i);
    return name;
}

void RulesPane::addRule()
{
    addRule(route(),
        "{\n  \"name\": " + jsonedit::quoted(freeName(route(), tr("new rule")))
            + ",\n  \"on\": \"text\",\n  \"when\": [{ \"equals\": \"\" }],\n  \"do\": [{ \"send\": \"\" }]\n}");
}

JsonPath RulesPane::addRule(qint64 route, const QByteArray &spelling)
{
    addTo(JsonPath() / "routes" / route / "rules", spelling);
    return m_wanted;
}

void RulesPane::addTo(const JsonPath &array, const QByteArray &spelling)
{
    const JsonIndex *tree = m_document.tree();
    if (tree == nullptr)
        return;
    const auto node = jsonedit::find(*tree, array);
    m_wanted = array / (node ? tree->childCount(*node) : 0);
    m_document.insert(array, -1, spelling);
}

void RulesPane::addRoute()
{
    QStringList taken;
    for (int i = 0; i < m_routes->count(); ++i)
        taken.append(m_routes->itemText(i));
    QString path = QStringLiteral("/new");
    for (int i = 2; taken.contains(path); ++i)
        path = QStringLiteral("/new-%1").arg(i);
    m_wanted = JsonPath() / "routes" / m_routes->count();
    m_document.insert(JsonPath() / "routes", -1, "{\n  \"path\": " + jsonedit::quoted(path) + ",\n  \"rules\": []\n}");
}

void RulesPane::removeRoute()
{
    if (m_routes->count() < 2)
        return;
    const JsonPath gone = JsonPath() / "routes" / route();
    m_wanted = JsonPath() / "routes" / qMax<qint64>(0, route() - 1);
    m_document.remove(gone);
}

void RulesPane::moveBy(int by)
{
    const RulesModel::Row *row = current();
    const RulesModel::Row *other = m_model->neighbour(m_view->currentIndex(), by);
    if (other == nullptr)
        return;
    const JsonPath array = arrayOf(*row);
    const qint64 from = row->index;
    const qint64 to = other->index;
    m_wanted = array / to;
    m_document.move(array, from, to);
}

void RulesPane::removeCurrent()
{
    const RulesModel::Row *row = current();
    if (isElement(row))
        m_document.remove(JsonPath(row->path));
}

/// The copy is current then.
void RulesPane::duplicateCurrent()
{
    const RulesModel::Row *row = current();
    if (!isElement(row))
        return;
    const JsonPath element = row->path;
    const QString name = row->name.isEmpty() ? QString() : freeName(arrayOf(*row), row->name);
    m_wanted = arrayOf(*row) / (row->index + 1);
    m_document.duplicate(element, name);
}

bool RulesPane::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto &key = static_cast<const QKeyEvent &>(*event);
    const bool isDown = key.key() == Qt::Key_Down;
    const bool moves = key.modifiers() == Qt::AltModifier && (isDown || key.key() == Qt::Key_Up);
    const bool copies = key.modifiers() == (Qt::AltModifier | Qt::ShiftModifier) && isDown;
    const bool removes = key.modifiers() == Qt::NoModifier && key.key() == Qt::Key_Delete;
    if (!moves && !copies && !removes)
        return QWidget::eventFilter(watched, event);
    event->accept();
    if (event->type() == QEvent::ShortcutOverride)
        return true;
    if (removes)
        removeCurrent();
    else if (copies)
        duplicateCurrent();
    else
        moveBy(isDown ? 1 : -1);
    return true;
}

} // namespace handglass
