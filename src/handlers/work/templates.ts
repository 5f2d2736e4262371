import type { FastifyRequest } from 'fastify'
import type { Template, TemplateFieldInput } from '../../../generated/schemas.ts'
import type { Database } from '../../database/tables.ts'
import { duplicate, inTheWay, ruleRefused, rulesRefused, validationFailed } from '../../http/errors.ts'
import { fault } from '../../http/faults.ts'
import * as divisions from '../../repositories/organisation/divisions.ts'
import * as teams from '../../repositories/organisation/teams.ts'
import * as templates from '../../repositories/work/templates.ts'
import type { Viewer } from '../../rules/identity/viewer.ts'
import { climb } from '../../rules/ladder.ts'
import { changedTypes, faultsOfFields, seesTemplate, wholeField, type FieldFault } from '../../rules/work/templates.ts'
import type { HandlerDeps } from '../deps.ts'
import { implement } from '../implement.ts'
import { pageAsked } from '../pages.ts'

export function templateHandlers ({ db, clock, transaction, audit }: HandlerDeps) {
  const divisionsOf = async ({ divisionId, teams: memberships }: Viewer) => [
    ...await teams.divisionsOf(db, memberships.map(({ id }) => id)),
    ...(divisionId === null ? [] : [divisionId])
  ]

  async function setArchived (request: FastifyRequest, templateId: string, archived: boolean): Promise<Template> {
    return transaction(async (tx) => {
      const before = climb(await templates.lock(tx, templateId), {})
      if ((before.archivedAt !== null) === archived) return before
      const after = await templates.setArchived(tx, before, archived, clock.now())
      if (!after) throw duplicate({})
      const action = archived ? 'template.archived' : 'template.restored'
      await audit(tx, request, { action, targetType: 'template', targetId: templateId })
      return after
    })
  }

  return implement('templates', {
    async listTemplates ({ query: { archived = false, cursor, limit }, viewer }) {
      const page = pageAsked({ cursor, limit }, templates.byName)
      const all = viewer.role === 'hr' || viewer.role === 'admin'
      return templates.list(db, { archived, divisionIds: all ? undefined : await divisionsOf(viewer) }, page)
    },

    async getTemplate ({ params: { templateId }, query: { revision }, viewer }) {
      const template = await templates.find(db, templateId, revision)
      const [divisionIds, used] = [await divisionsOf(viewer), await templates.isUsedBy(db, templateId, viewer.id)]
      return climb(template, { sees: (template) => used || seesTemplate(viewer, template, divisionIds) })
    },

    async createTemplate ({ body: { name, divisionId = null, required = false, fields }, request }) {
      checkFields(fields)
      return transaction(async (tx) => {
        if (divisionId !== null && !await divisions.isOpen(tx, divisionId)) throw ruleRefused('/body/divisionId', 'unknownDivision')
        const content = { name, required, fields: fields.map(wholeField) }
        const created = await templates.insert(tx, divisionId, content, clock.now())
        if (!created) throw duplicate({})
        const after = { divisionId, ...content }
        await audit(tx, request, { action: 'template.created', targetType: 'template', targetId: created.id, after })
        return created
      })
    },

    async updateTemplate ({ params: { templateId }, body: { version, ...change }, request }) {
      checkFields(change.fields ?? [])
      return transaction(async (tx) => {
        const before = climb(await templates.lock(tx, templateId), { version })
        await refuseChangedTypes(tx, templateId, change.fields ?? [])
        const { name = before.name, required = before.required, fields: wanted } = change
        const fields = wanted?.map(wholeField) ?? before.fields
        const after = await templates.revise(tx, before, { name, required, fields }, clock.now())
        await audit(tx, request, {
          action: 'template.updated',
          targetType: 'template',
          targetId: templateId,
          before: Object.fromEntries(Object.keys(change).map((key) => [key, before[key as keyof typeof change]])),
          after: change
        })
        return after
      })
    },

    async deleteTemplate ({ params: { templateId }, query: { version }, request }) {
      return transaction(async (tx) => {
        const template = climb(await templates.lock(tx, templateId), {})
        if (await templates.isReferredTo(tx, templateId)) throw inTheWay('referredTo')
        climb(template, { version })
        await templates.remove(tx, templateId)
        const { name, divisionId, fields } = template
        const before = { name, divisionId, fields }
        await audit(tx, request, { action: 'template.deleted', targetType: 'template', targetId: templateId, before })
        return null
      })
    },

    async archiveTemplate ({ params, request }) {
      return setArchived(request, params.templateId, true)
    },

    async restoreTemplate ({ params, request }) {
      return setArchived(request, params.templateId, false)
    }
  })
}

const told = ({ index, key, rule }: FieldFault) => fault(`/body/fields/${index}/${key}`, rule)

function checkFields (fields: TemplateFieldInput[]): void {
  const faults = faultsOfFields(fields)
  if (faults.length > 0) throw validationFailed(faults.map(told))
}

async function refuseChangedTypes (tx: Database, templateId: string, fields: TemplateFieldInput[]): Promise<void> {
  const faults = changedTypes(fields, await templates.listFields(tx, templateId))
  if (faults.length > 0) throw rulesRefused(faults.map(told))
}
