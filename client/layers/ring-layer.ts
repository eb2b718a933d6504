import type { Accessor, DefaultProps } from '@deck.gl/core'
import { ScatterplotLayer } from '@deck.gl/layers'

interface RingProps<T> {
  /** The part that is drawn, 1 to 0, from 12 o'clock clockwise; below 0 it is dashed all round. */
  getShare?: Accessor<T, number>
}

const defaultProps: DefaultProps<RingProps<unknown>> = { getShare: { type: 'accessor', value: 1 } }

/** A circle of which only a share is drawn; the shader cuts it, so a thousand clocks cost no geometry. */
export class RingLayer<T> extends ScatterplotLayer<T, RingProps<T>> {
  static override layerName = 'RingLayer'
  static override defaultProps = defaultProps as typeof ScatterplotLayer.defaultProps

  override getShaders() {
    return {
      ...super.getShaders(),
      inject: {
        'vs:#decl': 'in float instanceShares;\nout float ringShare;',
        'vs:#main-end': 'ringShare = instanceShares;',
        'fs:#decl': 'in float ringShare;',
        'fs:DECKGL_FILTER_COLOR': `
          float turn = atan(geometry.uv.x, -geometry.uv.y) / 6.2831853;
          turn = turn < 0.0 ? turn + 1.0 : turn;
          bool cut = ringShare < 0.0 ? fract(turn * 22.0) > 0.58 : turn > ringShare;
          if (cut) discard;`,
      },
    }
  }

  override initializeState(): void {
    super.initializeState()
    this.getAttributeManager()?.addInstanced({
      instanceShares: { size: 1, accessor: 'getShare', defaultValue: 1 },
    })
  }
}
